/** Tests of whole applications, on a port of their own. */
@NullMarked
package org.feathers4j.springboot.test;

import org.jspecify.annotations.NullMarked;
