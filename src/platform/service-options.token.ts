/** Provider token of the `ServiceOptions` that the instance was built from. */
export const SERVICE_OPTIONS = Symbol('service options');
