# SPDX-License-Identifier: GPL-3.0-or-later
"""What AWS has learnt since the oldest Boto3 that stint-ops runs with (Debian 12's, of December 2022) was made.

Botocore sends only what its models name. The few members here are added where a model does not have them yet; a newer
Boto3 has them all, and nothing is changed.
"""

# service: shape: member: the shape of the member
MEMBERS = {
    "dynamodb": {
        "UpdateTableInput": {"DeletionProtectionEnabled": "BooleanObject"},
        "TableDescription": {"DeletionProtectionEnabled": "BooleanObject"},
    },
}


def teach(client):
    """To be called before the client's first request."""
    service = client.meta.service_model
    # There is no public way to add a member; without this one the call could not be made at all.
    shapes = service._service_description["shapes"]
    for shape, members in MEMBERS.get(service.service_name, {}).items():
        for name, kind in members.items():
            shapes[shape]["members"].setdefault(name, {"shape": kind})
    return client
