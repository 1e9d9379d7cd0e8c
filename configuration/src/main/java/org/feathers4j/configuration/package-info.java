/** Settings of an application from files and environment variables, under the names and in the places of the Feathers configuration. */
@NullMarked
package org.feathers4j.configuration;

import org.jspecify.annotations.NullMarked;
