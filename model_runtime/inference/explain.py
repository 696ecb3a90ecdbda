"""A model's account of a run in words: greedy decoding of a chat answer, as far as the model has a chat format."""

from collections.abc import Callable, Iterator

from model_runtime.chat import CHAT_TOKENS, END_OF_TURN, chat_pieces, explanation_messages
from model_runtime.errors import DeskcheckError
from model_runtime.inference.decode import Cancelled
from model_runtime.inference.local import RowPredictor
from model_runtime.inference.tokenizer import TraceTokenizer

MAX_ANSWER_TOKENS = 4096


def chat_ids(tokenizer: TraceTokenizer, model: str) -> dict[str, int]:
    """Give the ids of the tokens of the chat format.

    Raises:
        DeskcheckError: the model has none.
    """
    vocabulary = tokenizer.vocabulary()
    missing = [name for name in CHAT_TOKENS if name not in vocabulary]
    if missing:
        raise DeskcheckError(
            f"{model} has no chat format (its vocabulary lacks {missing[0]}), so it cannot explain in words: "
            "use an instruct model such as facebook/cwm, or `deskcheck predict` for its trace"
        )
    return {name: vocabulary[name] for name in CHAT_TOKENS}


def explain(
    predictor: RowPredictor,
    source: str,
    call: str,
    *,
    max_tokens: int = MAX_ANSWER_TOKENS,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[str]:
    """Give a reasoned account of a call, piece by piece as it is decoded.

    Raises:
        DeskcheckError: the model has no chat format.
    """
    tokenizer = predictor.tokenizer
    special = chat_ids(tokenizer, predictor.model_name) | tokenizer.special_ids
    ids: list[int] = []
    for piece in chat_pieces(explanation_messages(source, call)):
        ids += [special[piece.text]] if piece.is_special else tokenizer.encode_text(piece.text)
    ends = {special[END_OF_TURN], special["<|end_of_text|>"]}
    answer: list[int] = []
    shown = ""
    with predictor.rows.row(is_urgent=False, cancelled=cancelled) as row:
        pending = ids[row.begin(ids) :]
        while len(answer) < max_tokens and row.n_cached + len(pending) < row.max_positions:
            if cancelled():
                raise Cancelled
            id_ = int(row.forward(pending)[0].argmax())
            if id_ in ends:
                break
            answer.append(id_)
            pending = [id_]
            text = tokenizer.decode(answer)
            if not text.endswith("�"):  # in the middle of a character
                yield text[len(shown) :]
                shown = text
