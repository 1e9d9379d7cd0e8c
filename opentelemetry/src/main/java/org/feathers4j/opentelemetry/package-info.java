/** Traces of an application for OpenTelemetry, over clients, services and the mesh. */
@NullMarked
package org.feathers4j.opentelemetry;

import org.jspecify.annotations.NullMarked;
