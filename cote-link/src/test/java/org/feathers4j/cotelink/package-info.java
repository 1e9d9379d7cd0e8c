@NullMarked
package org.feathers4j.cotelink;

import org.jspecify.annotations.NullMarked;
