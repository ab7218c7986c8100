"""A demonstration's identity provider: real OpenID Connect by made-up people. Its own process, never in production."""
