@NullMarked
package org.feathers4j.socketioserver;

import org.jspecify.annotations.NullMarked;
