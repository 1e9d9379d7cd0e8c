/** OpenAPI and AsyncAPI documents, a page that shows them, and TypeScript types of the services of an application. */
@NullMarked
package org.feathers4j.openapi;

import org.jspecify.annotations.NullMarked;
