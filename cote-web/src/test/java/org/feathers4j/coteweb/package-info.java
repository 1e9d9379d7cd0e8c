@NullMarked
package org.feathers4j.coteweb;

import org.jspecify.annotations.NullMarked;
