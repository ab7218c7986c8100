"""Kinds of job for a real worker, which loads them with `--include`."""

import time

from pilot import jobs


@jobs.job("test_count", label="Counting slowly")
def count(job, progress):
    """Count on from where an earlier worker stopped, one a tenth of a second."""
    for number in range(job.done, job.params["to"]):
        time.sleep(0.1)
        progress.advance(number + 1, total=job.params["to"])
    return {"tries": job.tries}
