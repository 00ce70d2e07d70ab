"""The words of the findings `model.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "model.empty.title": "模型 ID 是空的",
    "model.empty.text": 'model = "" 使 Codex 没有模型可用。它在发送任何请求之前就停止。',
    "model.empty": "model 是空的，因此 Codex 没有模型可请求",
    "model.empty.fix": "写上端点所提供的模型 ID。",
    "model.evidence.id": "一个模型 ID",
    "model.unknown_id.title": "端点不认识这个模型 ID",
    "model.unknown_id.text": (
        "Codex 会原样发送配置的 ID，不管它是什么。这个端点没有提供叫这个名称的模型。"
        "端点自己的 ID 在 GET /models 中，前提是它有这个路由。"
    ),
    "model.prefix_missing.title": "模型 ID 缺少前缀",
    "model.prefix_missing.text": (
        "聚合路由服务提供的模型，名称前带有厂商名（`openai/gpt-5.4`）。"
        "不带前缀的 ID 是另一个 ID，它们不认识。"
    ),
    "model.prefix_extra.title": "模型 ID 多了一个前缀",
    "model.prefix_extra.text": (
        "这个 ID 前面带有厂商名，那是聚合路由服务要求的写法。"
        "这个端点提供该模型时用的是不带前缀的名称。"
    ),
    "model.case.title": "模型 ID 的大小写或空格不同",
    "model.case.text": "ID 是逐字符比较的：大小写和空格都算，末尾的空格也算。",
    "model.no_access.title": "密钥无权使用这个模型",
    "model.no_access.text": "模型存在，但密钥、分组或套餐无权使用它。",
    "model.not_on_responses.title": "这个模型没有通过 Responses API 提供",
    "model.not_on_responses.text": (
        "端点列出了这个模型，但在 /responses 上不提供它：有些网关只转换一部分模型的请求，"
        "其余模型的请求所转发到的地方没有这个路由。"
    ),
    "model.unknown_id": "{host} 没有提供名为 {model} 的模型",
    "model.unknown_id.fix_choose": ("把 model 设为 {host} 提供的某个 ID；列表见 GET /models。"),
    "model.unknown_id.fix_unlisted": "把 model 设为 {host} 提供的某个 ID。",
    "model.unknown_id.loaded": "{host} 没有加载任何模型",
    "model.unknown_id.fix_load": "在 {host} 的服务中加载 {model}（LM Studio：lms load）。",
    "model.unknown_id.alias": (
        "{host} 列出了 {model}，但把它转发为 {subject}，而对方不认识这个名称"
    ),
    "model.unknown_id.fix_gateway": "在网关 {host} 中，改正 {model} 转发时所用的名称。",
    "model.unknown_id.profile": (
        "{host} 只接受用推理配置文件（inference profile）的 ID 来指定 {model}"
    ),
    "model.unknown_id.fix_profile": (
        "把 model 设为包含该模型的推理配置文件（inference profile）的 ID 或 ARN；"
        "在 Bedrock 上，就是在模型 ID 前加上 us.、eu.、apac. 或 global. 前缀。"
        "如果经由网关，则要在网关中设置这个 ID。"
    ),
    "model.unknown_id.deployment": ("{host} 没有名为 {model} 的部署；它列出哪些模型与此无关"),
    "model.unknown_id.fix_deployed": (
        "把 model 设为 {host} 上某个部署的名称；在 Azure 上，这个名称由部署模型的人自定。"
    ),
    "model.prefix_missing": "{model} 在 {host} 上的 ID 是 {near}",
    "model.prefix_extra": "{model} 在 {host} 上的 ID 是 {near}，不带前缀",
    "model.case": "{model} 在 {host} 上的 ID 是 {near}：大小写和空格都算",
    "model.no_access": "密钥无权使用 {host} 上的 {model}",
    "model.no_access.fix_access": ("请 {host} 的运营方让这个密钥可以使用 {model}，或换一个模型。"),
    "model.no_access.privacy": ("按 {host} 账户的隐私设置，{model} 没有可用的服务商"),
    "model.no_access.fix_privacy": (
        "在 {host} 账户的隐私设置中，允许 {model} 的服务商所要求的内容"
        "（OpenRouter：Settings，Privacy）。"
    ),
    "model.no_access.fix_other": "换一个模型。",
    "model.no_access.dedicated": "{host} 认识 {model}，但只以自建专属部署的方式运行它",
    "model.no_access.fix_shared": "换一个 {host} 向所有人提供的模型。",
    "model.no_access.fix_deployment": (
        "在 {host} 上创建 {model} 的部署，并把 model 设为部署的名称。"
    ),
    "model.not_on_responses": "{host} 没有通过 Responses API 提供 {model}",
    "model.not_on_responses.fix_choose": "换一个 {host} 通过 Responses API 提供的模型。",
    "model.not_on_responses.fix_gateway": (
        "在网关中改正 {model} 的请求所转发到的位置（网关里为它配置的地址）。"
    ),
    "model.not_on_responses.listed": ("{host} 列出了 {model}，但没有通过 Responses API 提供它"),
    "model.passed": "{model} 能正常回答",
    "model.unknown_id.fix_first": "把 model 设为 {model}，或设为其他已提供的 ID：{others}。",
    "model.unknown_id.fix_set": "把 model 设为 {model}。",
    "model.unknown_id.fix_use": "使用模型 {model}。",
    "model.evidence.model": "模型",
    "model.evidence.asked_for": "请求的模型",
    "model.evidence.served": "提供的模型",
    "model.evidence.one_of": "{model}（GET /models 中 {count:个 ID|个 ID} 之一）",
    "model.evidence.no_list": "GET /models：{answer}",
    "model.evidence.answers": "{model} 返回 HTTP 200",
}
