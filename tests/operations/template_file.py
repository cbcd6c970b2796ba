# SPDX-License-Identifier: GPL-3.0-or-later
"""The template and the OpenAPI file as plain data, with CloudFormation's functions worked out."""
import os
import re
import sys

try:
    import yaml
except ImportError:
    print("1..0 # SKIP PyYAML is missing (build-aux/dependencies operations)")
    sys.exit(0)

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PSEUDO = {"AWS::Partition": "aws", "AWS::Region": "eu-central-1", "AWS::AccountId": "123456789012", "AWS::StackName": "stint",
          "AWS::URLSuffix": "amazonaws.com"}


class Loader(yaml.SafeLoader):
    """!Ref x is {"Ref": x}, !Sub x is {"Fn::Sub": x}; a name that stands twice is an error, as it is in CloudFormation."""

    def construct_mapping(self, node, deep=False):
        names = [self.construct_object(key, deep=True) for key, _value in node.value]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise yaml.YAMLError(f"{node.start_mark}: {twice} stands twice")
        return super().construct_mapping(node, deep)


def construct_short_form(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": value}


Loader.add_multi_constructor("!", construct_short_form)


def load(name):
    with open(os.path.join(ROOT, "cloud", name), encoding="utf-8") as file:
        return yaml.load(file, Loader)


class Template:
    """The template with parameters: `work_out` replaces its functions by what they would be."""

    def __init__(self, text=None, **parameters):
        self.whole = yaml.load(text, Loader) if text is not None else load("template.yaml")
        self.resources = self.whole["Resources"]
        defaults = {name: one.get("Default", f"({name})") for name, one in self.whole["Parameters"].items()}
        self.parameters = {**defaults, **parameters}

    def of_type(self, kind):
        return {name: one for name, one in self.resources.items() if one["Type"] == kind}

    def holds(self, name):
        return self.test(self.whole["Conditions"][name])

    def test(self, rule):
        (function, value), = rule.items()
        if function == "Condition":
            return self.holds(value)
        if function == "Fn::Equals":
            return str(self.work_out(value[0])) == str(self.work_out(value[1]))
        if function == "Fn::Not":
            return not self.test(value[0])
        if function == "Fn::And":
            return all(self.test(one) for one in value)
        raise ValueError(function)

    def work_out(self, value):
        if isinstance(value, list):
            return [one for one in (self.work_out(one) for one in value) if one is not None]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            (name, inner), = value.items()
            if name == "Ref":
                return self.refer(inner)
            if name == "Fn::GetAtt":
                return self.attribute(*inner)
            if name == "Fn::Sub":
                return self.substitute(inner)
            if name == "Fn::If":
                return self.work_out(inner[1 if self.holds(inner[0]) else 2])
        return {key: self.work_out(one) for key, one in value.items()}

    def refer(self, name):
        if name == "AWS::NoValue":
            return None
        return PSEUDO.get(name, self.parameters.get(name, name))

    def attribute(self, name, attribute):
        """ARNs as AWS makes them, so that a policy can be tried against resources."""
        kind = self.resources[name]["Type"]
        place = f"{PSEUDO['AWS::Region']}:{PSEUDO['AWS::AccountId']}"
        if attribute == "Arn" and kind == "AWS::DynamoDB::Table":
            return f"arn:aws:dynamodb:{place}:table/stint-Table"
        if attribute == "Arn" and kind == "AWS::Logs::LogGroup":
            return f"arn:aws:logs:{place}:log-group:{self.work_out(self.resources[name]['Properties']['LogGroupName'])}:*"
        return f"{name}.{attribute}"

    def substitute(self, value):
        text, words = (value, {}) if isinstance(value, str) else (value[0], self.work_out(value[1]))

        def replace(found):
            name = found[1]
            if name in words:
                return str(words[name])
            return str(self.attribute(*name.split(".", 1)) if "." in name else self.refer(name))
        return re.sub(r"\$\{([A-Za-z0-9:.]+)\}", replace, text)

    def routes(self):
        """(method, path) -> (function, scopes)"""
        found = {}
        for name, method in self.of_type("AWS::ApiGateway::Method").items():
            properties = self.work_out(method["Properties"])
            uri = properties["Integration"].get("Uri", "")
            function = "sync" if "SyncFunction" in uri else "assist" if "AssistFunction" in uri else None
            found[properties["HttpMethod"], self.path_of(method["Properties"]["ResourceId"])] = (
                name, function, properties.get("AuthorizationScopes", []) if properties["AuthorizationType"] != "NONE" else None)
        return found

    def path_of(self, resource):
        path = ""
        while "Ref" in resource:
            properties = self.resources[resource["Ref"]]["Properties"]
            path = f"/{properties['PathPart']}{path}"
            resource = properties["ParentId"]
        return path

    def statements(self, role):
        for policy in self.work_out(self.resources[role]["Properties"]["Policies"]):
            yield from policy["PolicyDocument"]["Statement"]
