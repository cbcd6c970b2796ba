// SPDX-License-Identifier: GPL-3.0-or-later
//
// Makes the table in DynamoDB Local, which believes any signature.
import { forward, newAgent } from './http.mjs';

export const createTable = async ({ port, name, definition, region }) => {
  const agent = newAgent();
  const answer = await forward(agent, {
    port,
    method: 'POST',
    path: '/',
    headers: {
      'x-amz-target': 'DynamoDB_20120810.CreateTable',
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-date': '20260101T000000Z',
      authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify({ TableName: name, ...definition }),
  });
  agent.destroy();
  // A table that was kept from the last time is what is wanted.
  if (answer.status !== 200 && !answer.body.includes('ResourceInUseException')) {
    throw new Error(`the table could not be made: ${answer.body}`);
  }
};
