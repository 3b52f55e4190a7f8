// npm run -s cli -- …: runs the built command line.
import { builtModule } from './build-if-stale.mjs';

await import(builtModule('src/cli/main.js'));
