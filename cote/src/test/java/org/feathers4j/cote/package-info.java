@NullMarked
package org.feathers4j.cote;

import org.jspecify.annotations.NullMarked;
