"""Nothing of the root conftest: this folder runs on Python 3.10, with TensorFlow's stand-in as in the product."""

from bot.nlu import no_tensorflow

no_tensorflow.install()
