"""Swedish tokens with lemmas for Rasa, from the same spaCy pipeline as the app."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from bot.nlu import fast_action
from bot.swedish.words import read

fast_action.install()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class SwedishTokenizer(Tokenizer):
    """Rasa `Token`s whose `lemma` is the Swedish lemma."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None, "prefix_separator_symbol": None}

    @staticmethod
    def required_packages() -> list[str]:
        return ["spacy", "marisa_trie"]

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        text = message.get(attribute)
        tokens = [Token(token.text, token.idx, token.idx + len(token.text), lemma=token.lemma_) for token in read(text) if not token.is_space]
        return self._apply_token_pattern(tokens)
