@NullMarked
package org.feathers4j.server;

import org.jspecify.annotations.NullMarked;
