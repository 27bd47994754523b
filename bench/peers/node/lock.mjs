// `npm run lock`: writes package-lock.json without any web address (npm adds those of donations).
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts', '--silent'], { stdio: 'inherit' });
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
for (const part of Object.values(lock.packages)) delete part.funding;
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
