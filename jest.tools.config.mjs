import { withDatabase } from './jest.config.mjs';

/** What needs programs beside Node: LibreOffice, poppler and Chromium. */
export default { testTimeout: 180_000, projects: [withDatabase('tools', 'tools')] };
