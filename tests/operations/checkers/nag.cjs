// SPDX-License-Identifier: GPL-3.0-or-later
//
// cdk-nag's rules over the template as it is. nag.cjs TEMPLATE OUT: writes [{rule, severity, where, text}] to OUT.
'use strict';
const fs = require('node:fs');
const { createRequire } = require('node:module');
const os = require('node:os');
const path = require('node:path');
// The modules are in the folder that it is run in.
const modules = createRequire(path.join(process.cwd(), 'package.json'));
const { App, Stack, Validations } = modules('aws-cdk-lib');
const { CfnInclude } = modules('aws-cdk-lib/cloudformation-include');
const { AwsSolutionsChecks } = modules('cdk-nag');

const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'stint-nag-'));
try {
  const app = new App({ outdir });
  const stack = new Stack(app, 'Stint');
  new CfnInclude(stack, 'Template', { templateFile: process.argv[2] });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  try {
    app.synth();
  } catch (error) {
    // Findings end the synthesis; they are in the report. Anything else is no finding.
    if (!String(error.message).includes('Validation failed')) throw error;
  }
  const report = JSON.parse(fs.readFileSync(path.join(outdir, 'validation-report.json')));
  const nag = report.pluginReports.find((one) => one.pluginName === 'AwsSolutions');
  const found = nag.violations.flatMap((one) =>
    one.violatingConstructs.map((construct) => ({
      rule: one.ruleName,
      severity: one.severity.toUpperCase(),
      where: construct.constructPath.split('/').pop(),
      text: one.description,
    })),
  );
  // Not by console.log: cdk prints its own report there.
  fs.writeFileSync(process.argv[3], JSON.stringify(found));
} finally {
  fs.rmSync(outdir, { recursive: true, force: true });
}
// cdk leaves a failure behind for findings; they are the caller's to judge.
process.exitCode = 0;
