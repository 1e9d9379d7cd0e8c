/** What clients did and saw under faults, and whether it agrees with what the services stored. Opens no socket. */
@NullMarked
package org.feathers4j.interop.ledger;

import org.jspecify.annotations.NullMarked;
