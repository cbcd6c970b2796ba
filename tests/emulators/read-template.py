#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Print what the gateway emulator has to know of a CloudFormation template, as api.json has it.

read-template.py TEMPLATE: table, stage, routes with scopes, gateway responses. What the template
does not say is taken from api.json beside this file. Exit 1 with the reason when it cannot be read.
"""
import json
import pathlib
import sys

import yaml

TABLE_MEMBERS = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")


class Loader(yaml.SafeLoader):
    """Knows CloudFormation's short forms: !Ref x is {"Ref": x}, !GetAtt a.b is {"Fn::GetAtt": ["a", "b"]}."""


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


def of_type(resources, kind):
    return {name: one.get("Properties", {}) for name, one in resources.items() if one.get("Type") == kind}


def plain(value):
    """The text of a value that may be a !Sub or !Join of fixed words."""
    if isinstance(value, dict):
        if "Fn::Sub" in value:
            return value["Fn::Sub"] if isinstance(value["Fn::Sub"], str) else value["Fn::Sub"][0]
        if "Fn::Join" in value:
            mark, parts = value["Fn::Join"]
            return mark.join(plain(part) for part in parts)
        return json.dumps(value)
    return str(value)


def read_table(resources):
    tables = of_type(resources, "AWS::DynamoDB::Table")
    if len(tables) != 1:
        raise ValueError(f"one table is expected, {len(tables)} found")
    table = next(iter(tables.values()))
    return {member: table[member] for member in TABLE_MEMBERS if member in table}


def path_of(resources, resource_id):
    parts = []
    while isinstance(resource_id, dict) and "Ref" in resource_id:
        resource = resources[resource_id["Ref"]]["Properties"]
        parts.insert(0, plain(resource["PathPart"]))
        resource_id = resource["ParentId"]
    return "/" + "/".join(parts)


def read_scopes(resources, method):
    servers = {name: plain(one["Identifier"]) for name, one in of_type(resources, "AWS::Cognito::UserPoolResourceServer").items()}
    scopes = []
    for scope in method.get("AuthorizationScopes", []):
        text = plain(scope)
        for name, identifier in servers.items():
            text = text.replace("${" + name + "}", identifier)
        scopes.append(text)
    return scopes


def read_mock(integration):
    for answer in integration.get("IntegrationResponses", []):
        for template in answer.get("ResponseTemplates", {}).values():
            return plain(template)
    return "{}"


def read_routes(resources):
    routes = []
    for name, method in sorted(of_type(resources, "AWS::ApiGateway::Method").items()):
        route = {"method": method["HttpMethod"], "path": path_of(resources, method["ResourceId"])}
        integration = method["Integration"]
        if method.get("AuthorizationType", "NONE") == "COGNITO_USER_POOLS":
            route["scopes"] = read_scopes(resources, method)
        elif method.get("AuthorizationType", "NONE") != "NONE":
            raise ValueError(f"{name}: the emulator knows no {method['AuthorizationType']}")
        if integration["Type"] == "MOCK":
            route["mock"] = read_mock(integration)
        else:
            route["function"] = "assist" if "assist" in plain(integration["Uri"]).lower() else "sync"
        routes.append(route)
    if not routes:
        raise ValueError("it has no AWS::ApiGateway::Method")
    return routes


def read_responses(resources):
    responses = {}
    for response in of_type(resources, "AWS::ApiGateway::GatewayResponse").values():
        entry = {}
        for content_type, template in response.get("ResponseTemplates", {}).items():
            entry.update(contentType=content_type, template=plain(template))
        if "StatusCode" in response:
            entry["status"] = int(response["StatusCode"])
        for header, value in response.get("ResponseParameters", {}).items():
            value = plain(value)
            if value.startswith("'"):
                entry.setdefault("headers", {})[header.rpartition(".")[2]] = value.strip("'")
        responses[response["ResponseType"]] = entry
    return responses


def read_stage(resources, otherwise):
    for stage in of_type(resources, "AWS::ApiGateway::Stage").values():
        if isinstance(stage.get("StageName"), str):
            return stage["StageName"]
    return otherwise


def read_template(path):
    defaults = json.loads((pathlib.Path(__file__).parent / "api.json").read_text(encoding="utf-8"))
    with open(path, encoding="utf-8") as file:
        resources = yaml.load(file, Loader)["Resources"]
    return {
        "stage": read_stage(resources, defaults["stage"]),
        "table": read_table(resources),
        "routes": read_routes(resources),
        "responses": read_responses(resources) or defaults["responses"],
    }


if __name__ == "__main__":
    try:
        print(json.dumps(read_template(sys.argv[1]), indent=2))
    except (OSError, KeyError, ValueError, yaml.YAMLError) as error:
        sys.exit(f"read-template: {sys.argv[1]}: {error!r}")
