import { withDatabase } from './jest.config.mjs';

/** What needs programs beside Node: LibreOffice, poppler and Chromium. */
export default { projects: [withDatabase('tools', 'tools', 180_000)] };
