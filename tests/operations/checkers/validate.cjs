// SPDX-License-Identifier: GPL-3.0-or-later
//
// AWS's own template validator, with the schemas of all resources; it lies inside aws-cdk-lib.
// validate.cjs TEMPLATE: prints [{rule, severity, where, text}], without what is only information.
'use strict';
const { createRequire } = require('node:module');
const path = require('node:path');
// The modules are in the folder that it is run in.
const modules = createRequire(path.join(process.cwd(), 'package.json'));
const inside = createRequire(modules.resolve('aws-cdk-lib/package.json'));
const { CompositeEngine, TemplateFile } = inside('@aws/cloudformation-validate');

const engine = new CompositeEngine();
const { diagnostics } = engine.validateTemplate(new TemplateFile(process.argv[2]));
const found = diagnostics
  .filter((one) => one.severity !== 'INFO')
  .map((one) => ({ rule: one.ruleId, severity: one.severity, where: one.entity?.logicalId ?? '', text: one.message }));
engine.free();
console.log(JSON.stringify(found));
