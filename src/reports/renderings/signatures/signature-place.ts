/** The name of the place above the signer's name in our PDF files; no unit list has a name with a dot. */
export const SIGNATURE_PLACE = 'signature.place';
