package org.feathers4j.openapi;

/** Whether a method needs a token. */
enum Access {
    OPEN,
    /** A hook inside another one, or one that does not tell, may ask for a token. */
    PERHAPS_TOKEN,
    TOKEN
}
