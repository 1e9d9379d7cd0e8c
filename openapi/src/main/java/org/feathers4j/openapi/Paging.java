package org.feathers4j.openapi;

/** In which form {@code find} answers. */
enum Paging {
    PAGES,
    LISTS,
    /** The service does not tell. */
    EITHER
}
