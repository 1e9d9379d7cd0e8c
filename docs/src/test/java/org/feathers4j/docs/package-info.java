@NullMarked
package org.feathers4j.docs;

import org.jspecify.annotations.NullMarked;
