/** What every test of the project may use and has to obey: {@link Eventually}, and the rules about what tests leave behind. */
@NullMarked
package org.feathers4j.testrules;

import org.jspecify.annotations.NullMarked;
