"""The reader: a BERT encoder with heads for triggers, roles, reality, aspect, links, kinds and antecedents.

Three graphs, as the program runs them: Encoder (pieces -> words with trigger and mention scores),
Frames (a window's words and its triggers -> roles, reality, aspect, links) and Spans (role fillers -> kind,
antecedent). Shapes: B windows, T pieces, W words, K triggers, S spans, H = 384.
"""
import torch
from torch import nn
from torch.nn import functional as F

WIDTH = 384
FRAME = 256
ROLE = 128
DISTANCES = 33   # buckets of signed word distance


class Dropout(nn.Module):
    """Dropout with one mask for all words of a row: as good here, and a hundredth of the random numbers."""

    def __init__(self, share):
        super().__init__()
        self.share = share

    def forward(self, x):
        if not self.training or self.share == 0:
            return x
        mask = torch.rand((*x.shape[:-2], 1, x.shape[-1]) if x.dim() > 2 else x.shape, device=x.device)
        return x * ((mask >= self.share).to(x.dtype) / (1 - self.share))


class Layer(nn.Module):
    """One post-norm BERT layer."""

    def __init__(self, heads, inner):
        super().__init__()
        self.heads = heads
        self.attend, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)   # query, key, value in one
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, inner), nn.Linear(inner, WIDTH)

    def forward(self, x, mask):
        b, t, _ = x.shape
        q, k, v = (p.view(b, t, self.heads, -1).transpose(1, 2) for p in self.attend(x).split(WIDTH, -1))
        if self.training and not x.is_cuda:   # written out: the fused backward pass in bfloat16 is slower on a CPU
            a = ((q @ k.transpose(-1, -2)) * q.shape[-1] ** -0.5 + mask).softmax(-1).to(v.dtype) @ v
        else:
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.out(a.transpose(1, 2).reshape(b, t, WIDTH)))
        return self.norm2(x + self.outer(F.gelu(self.inner(x))))


class Bert(nn.Module):
    """Piece ids [B, T] and mask [B, T] -> vectors [B, T, H]. No dropout inside: with it twelve layers hardly learn."""

    def __init__(self, pieces, layers, heads=12, inner=1536):
        super().__init__()
        self.embedding = nn.Embedding(pieces, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(heads, inner) for _ in range(layers))

    def forward(self, ids, mask):
        x = self.norm(self.embedding(ids) + self.position.weight[:ids.shape[1]])
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias.to(x.dtype))
        return x

    def load_base(self, weights, embeddings):
        """Fill from the base encoder's tensors; the piece table already cut to the vocabulary."""
        get = lambda name: torch.from_numpy(weights[name])
        with torch.no_grad():
            self.embedding.weight.copy_(torch.from_numpy(embeddings).float())
            self.position.weight.copy_(get("embeddings.position_embeddings.weight"))
            # every piece has token type 0, so its row is added once
            self.position.weight.add_(get("embeddings.token_type_embeddings.weight")[0])
            copy(self.norm, get, "embeddings.LayerNorm")
            for i, layer in enumerate(self.layers):
                base = f"encoder.layer.{i}"
                for part in ("weight", "bias"):
                    rows = [get(f"{base}.attention.self.{name}.{part}") for name in ("query", "key", "value")]
                    getattr(layer.attend, part).copy_(torch.cat(rows))
                for mine, name in (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"),
                                   ("inner", "intermediate.dense"), ("outer", "output.dense"),
                                   ("norm2", "output.LayerNorm")):
                    copy(getattr(layer, mine), get, f"{base}.{name}")


def copy(module, get, name):
    module.weight.copy_(get(f"{name}.weight"))
    module.bias.copy_(get(f"{name}.bias"))


def gather(x, index):
    """Rows of x [B, N, H] at index [B, M] -> [B, M, H]."""
    return torch.gather(x, 1, index.unsqueeze(-1).expand(-1, -1, x.shape[-1]))


class Encoder(nn.Module):
    """ids, mask [B, T]; first, last [B, W] -> words [B, W, H], trigger scores [B, W, 2 + labels], mention scores."""

    def __init__(self, pieces, layers, labels, mention_tags, typing):
        super().__init__()
        self.bert = Bert(pieces, layers)
        self.typing = typing
        types = sorted({name.split(":")[0] for name in labels})
        type_of = torch.tensor([types.index(n.split(":")[0]) for n in labels])
        self.register_buffer("type_of", type_of, persistent=False)
        self.register_buffer("members", F.one_hot(type_of, len(types)).float(), persistent=False)
        self.hidden = nn.Linear(WIDTH, WIDTH)
        self.tags = nn.Linear(WIDTH, 2)                   # outside, inside
        self.labels = nn.Linear(WIDTH, len(labels))       # begin of each label
        self.types = nn.Linear(WIDTH, len(types))         # shared by the modes of a type
        self.mentions = nn.Linear(WIDTH, mention_tags)
        self.drop = Dropout(0.2)

    def words(self, ids, mask, first, last):
        x = self.bert(ids, mask)
        return 0.5 * (gather(x, first) + gather(x, last))

    def scores(self, words):
        x = F.gelu(self.hidden(self.drop(words)))
        labels = self.labels(x)
        if self.typing == "shared":      # one softmax; a type's score is added to each of its modes
            labels = labels + self.types(x)[..., self.type_of]
        elif self.typing == "stepwise":  # the type's probability, then the mode's within the type
            labels = labels.float()
            total = torch.log(torch.exp(labels.clamp(max=30)) @ self.members)
            labels = labels - total[..., self.type_of] + self.types(x)[..., self.type_of]
        return torch.cat([self.tags(x), labels], -1), self.mentions(self.drop(words))

    def forward(self, ids, mask, first, last):
        words = self.words(ids, mask, first, last)
        return (words, *self.scores(words))


def bucket(signed):
    """Buckets of signed distances: exact to 7, then by half powers of two."""
    size = signed.abs()
    far = 8 + torch.log2((size.clamp(min=8).float()) / 8).mul(2).long().clamp(max=8)
    return DISTANCES // 2 + torch.sign(signed) * torch.where(size < 8, size, far)


def distance(begin, end, words):
    """Bucket of each word's distance to a span: [K], [K], W -> [K, W]."""
    at = torch.arange(words, device=begin.device)[None, :]
    return bucket((at - end[:, None] + 1).clamp(min=0) - (begin[:, None] - at).clamp(min=0))


class Frames(nn.Module):
    """words [B, W, H], real [B, W]; window, begin, last, label [K] of each trigger -> role tags [K, W, R], reality, aspect, state."""

    def __init__(self, labels, role_tags, realities, aspects, links):
        super().__init__()
        self.label = nn.Embedding(labels + 1, FRAME)   # the last row: label unknown
        self.trigger = nn.Linear(2 * WIDTH, FRAME)
        self.norm = nn.LayerNorm(FRAME)
        self.word, self.gate, self.ask = nn.Linear(WIDTH, ROLE), nn.Linear(FRAME, ROLE), nn.Linear(FRAME, ROLE)
        self.distances = nn.Embedding(DISTANCES, ROLE)
        self.mix = nn.Linear(ROLE, ROLE)
        self.roles = nn.Linear(ROLE, role_tags)
        self.query, self.key, self.value = nn.Linear(FRAME, ROLE), nn.Linear(WIDTH, ROLE), nn.Linear(WIDTH, FRAME)
        self.state = nn.Linear(2 * FRAME, FRAME)
        self.reality, self.aspect = nn.Linear(FRAME, realities), nn.Linear(FRAME, aspects)
        self.source, self.target = nn.Linear(FRAME, FRAME), nn.Linear(FRAME, FRAME)
        self.apart = nn.Embedding(DISTANCES, FRAME)
        self.link = nn.Linear(FRAME, links)
        self.drop = Dropout(0.2)

    def features(self, words, window, begin, last, label):
        """Trigger vectors [K, F] and the features of each word towards each trigger [K, W, ROLE]."""
        t = torch.cat([words[window, begin], words[window, last]], -1)
        t = self.norm(F.gelu(self.trigger(t)) + self.label(label))
        far = distance(begin, last + 1, words.shape[1])
        p = self.word(words).index_select(0, window)
        x = F.gelu(p * (1 + torch.tanh(self.gate(t)))[:, None] + self.ask(t)[:, None] + self.distances(far))
        return t, self.drop(F.gelu(self.mix(x)))

    def forward(self, words, real, window, begin, last, label):
        words = self.drop(words)
        t, x = self.features(words, window, begin, last, label)
        roles = self.roles(x)
        heat = (self.key(words).index_select(0, window) @ self.query(t)[:, :, None]).squeeze(-1) / ROLE ** 0.5
        heat = heat.masked_fill(real.index_select(0, window) == 0, -1e4).softmax(-1)
        context = (heat[:, None, :] @ self.value(words).index_select(0, window)).squeeze(1)
        state = F.gelu(self.state(torch.cat([t, context], -1)))
        return roles, self.reality(self.drop(state)), self.aspect(self.drop(state)), state

    def links(self, one, other, begin, target):
        """States of pairs [P, F] and the first words of their triggers [P] -> [P, links]."""
        apart = self.apart(bucket(target - begin))
        return self.link(self.drop(F.gelu(self.source(one) + self.target(other) + apart)))


class Spans(nn.Module):
    """words [B, W, H], real [B, W]; window, begin, last, role [S] -> kind scores [S, kinds], antecedent scores [S, 1 + W]."""

    def __init__(self, roles, kinds):
        super().__init__()
        self.role = nn.Embedding(roles + 1, FRAME)   # the last row: a mention in no role
        self.span = nn.Linear(2 * WIDTH, FRAME)
        self.kind = nn.Linear(FRAME, kinds)
        self.query, self.key, self.none = nn.Linear(FRAME, ROLE), nn.Linear(WIDTH, ROLE), nn.Linear(FRAME, 1)
        self.drop = Dropout(0.2)

    def forward(self, words, real, window, begin, last, role):
        words = self.drop(words)
        s = F.gelu(self.span(torch.cat([words[window, begin], words[window, last]], -1)) + self.role(role))
        heat = (self.key(words).index_select(0, window) @ self.query(s)[:, :, None]).squeeze(-1) / ROLE ** 0.5
        heat = heat.masked_fill(real.index_select(0, window) == 0, -1e4)
        return self.kind(self.drop(s)), torch.cat([self.none(s), heat], -1)


class Reader(nn.Module):
    """typing: "joint" (one softmax over TYPE:mode), "shared" or "stepwise" (see Encoder.scores)."""

    def __init__(self, pieces, layers, sizes, labels, typing="shared"):
        super().__init__()
        self.encoder = Encoder(pieces, layers, labels, sizes["mention_tags"], typing)
        self.frames = Frames(len(labels), sizes["role_tags"], sizes["realities"], sizes["aspects"], sizes["links"])
        self.spans = Spans(sizes["roles"], sizes["kinds"])
