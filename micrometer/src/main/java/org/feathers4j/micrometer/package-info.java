/** Metrics of an application for Micrometer: services, mesh, sockets and events. */
@NullMarked
package org.feathers4j.micrometer;

import org.jspecify.annotations.NullMarked;
