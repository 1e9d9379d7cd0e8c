/** What it takes to test applications and links: contract suites, fake time, an in-process mesh with faults. */
@NullMarked
package org.feathers4j.testkit;

import org.jspecify.annotations.NullMarked;
