# SPDX-License-Identifier: GPL-3.0-or-later
"""The bucket that holds the zips and templates: private, and only over TLS."""
import json

from .errors import NOT_ALLOWED, OpsError, code_of


def name_of(ops, account_id):
    return f"{ops.stack}-code-{account_id}-{ops.aws.region}"


def is_there(ops, name, account_id):
    """Whether the bucket is there and this account's: a stranger may have taken the name."""
    try:
        ops.aws.s3.head_bucket(Bucket=name, ExpectedBucketOwner=account_id)
        return True
    except Exception as error:
        if code_of(error) in ("404", "NoSuchBucket"):
            return False
        if code_of(error) == "403":
            raise OpsError(f"the bucket {name} may not be used: it is another account's, or s3:ListBucket is not allowed.",
                           NOT_ALLOWED) from error
        raise


def ensure(ops, account_id):
    """Makes the bucket if it is missing. Returns: its name."""
    name = name_of(ops, account_id)
    if is_there(ops, name, account_id):
        return name
    ops.say(f"Making the bucket {name}")
    place = {} if ops.aws.region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": ops.aws.region}}
    ops.aws.s3.create_bucket(Bucket=name, **place)
    ops.aws.s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration={
        "BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": True})
    arn = f"arn:{partition(ops.aws.region)}:s3:::{name}"
    ops.aws.s3.put_bucket_policy(Bucket=name, Policy=json.dumps({
        "Version": "2012-10-17",
        "Statement": [{"Sid": "OnlyOverTls", "Effect": "Deny", "Principal": "*", "Action": "s3:*",
                       "Resource": [arn, f"{arn}/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}))
    return name


def partition(region):
    return "aws-cn" if region.startswith("cn-") else "aws-us-gov" if region.startswith("us-gov-") else "aws"


def put(ops, name, account_id, key, content):
    """Uploads under a key that is the content's hash, unless it is there already."""
    try:
        ops.aws.s3.head_object(Bucket=name, Key=key, ExpectedBucketOwner=account_id)
        return
    except Exception as error:
        if code_of(error) not in ("404", "NoSuchKey"):
            raise
    ops.aws.s3.put_object(Bucket=name, Key=key, Body=content, ExpectedBucketOwner=account_id)


def remove(ops, account_id):
    """Empties and deletes the bucket. Returns: whether there was one."""
    name = name_of(ops, account_id)
    if not is_there(ops, name, account_id):
        return False
    while True:
        page = ops.aws.s3.list_objects_v2(Bucket=name, ExpectedBucketOwner=account_id)
        keys = [{"Key": one["Key"]} for one in page.get("Contents", [])]
        if keys:
            ops.aws.s3.delete_objects(Bucket=name, Delete={"Objects": keys, "Quiet": True}, ExpectedBucketOwner=account_id)
        if not page.get("IsTruncated"):
            break
    ops.aws.s3.delete_bucket(Bucket=name, ExpectedBucketOwner=account_id)
    return True
