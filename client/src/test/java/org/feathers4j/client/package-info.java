/** The client with servers, good and bad. */
@NullMarked
package org.feathers4j.client;

import org.jspecify.annotations.NullMarked;
