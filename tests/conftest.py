"""How the properties of all tests are tried."""

from hypothesis import settings

# A busy machine is slow; how long something may take is for the benchmarks to say.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
