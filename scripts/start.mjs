// npm start: runs the built service in this process. Its script says `exec`, so that the shell that npm starts becomes this process: npm
// passes SIGTERM and SIGINT to its shell alone, which would die and leave the service behind. Windows has neither `exec` nor
// such signals, and runs what follows `||`.
import { builtModule } from './build-if-stale.mjs';

await import(builtModule('src/main.js'));
