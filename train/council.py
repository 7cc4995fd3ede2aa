"""Several readers that answer as one: the mean of their probabilities. It teaches one reader on texts nobody annotated."""
import torch
from torch import nn

from model import WIDTH
from windows import Document


def mean(answers):
    """Logarithm of the mean of the probabilities that scores [..., N] stand for."""
    return torch.stack([a.float().log_softmax(-1) for a in answers]).logsumexp(0) - torch.tensor(float(len(answers))).log()


class Council(nn.Module):
    """Takes and returns what a Reader does, with logarithms of probabilities as scores; words [B, W, readers * H]."""

    def __init__(self, readers):
        super().__init__()
        self.readers = nn.ModuleList(readers).eval().requires_grad_(False)

    def encoder(self, *inputs):
        answers = [reader.encoder(*inputs) for reader in self.readers]
        return (torch.cat([a[0] for a in answers], -1), *(mean([a[i] for a in answers]) for i in (1, 2)))

    def frames(self, words, *others):
        answers = [reader.frames(part, *others) for reader, part in zip(self.readers, words.split(WIDTH, -1))]
        return (*(mean([a[i] for a in answers]) for i in range(3)), None)


def apart(scores, taught, real):
    """Divergence of the scores [..., N] from what is taught (logarithms), summed where real [...] is 1."""
    away = (taught.exp() * (taught - scores.float().log_softmax(-1))).sum(-1)
    return (away * real).sum()


def losses(reader, council, coder, batch, forget):
    """The loss of each head over one batch of windows whose triggers the council found, each per trigger."""
    inputs = ids, mask, first, last, real = coder.inputs(batch)
    with torch.no_grad():
        taught_words, *taught = council.encoder(*inputs[:4])
    words = reader.encoder.words(ids, mask, first, last)
    window, begin, end, label, *_ = coder.triggers(batch)
    k = max(1, len(window))
    found = {name: apart(scores, target, real) / k
             for name, scores, target in zip(("trigger", "mentions"), reader.encoder.scores(words), taught)}
    if len(window):
        with torch.no_grad():
            taught = council.frames(taught_words, real, window, begin, end, label)[:3]
        shown = label.masked_fill(torch.rand(len(window), device=label.device) < forget, len(coder.labels))
        scores = reader.frames(words, real, window, begin, end, shown)[:3]
        found["roles"] = apart(scores[0], taught[0], real[window]) / k
        found["reality"], found["aspect"] = (apart(scores[i], taught[i], torch.ones_like(label)) / k for i in (1, 2))
    return found


def read(texts, events, tokenizer):
    """Documents of texts {id: text} with the events that were found in them (decode.read): type and trigger alone."""
    documents = []
    for found in events:
        rows = [{**e, "n": n, "roles": [], "links": []} for n, e in enumerate(found["events"])]
        documents.append(Document({"id": found["id"], "text": texts[found["id"]], "events": rows}, tokenizer))
    return documents
