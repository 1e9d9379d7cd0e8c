/**
 * Services over tables of SQL databases.
 *
 * <p>{@link org.feathers4j.sql.SqlService} is the service, {@link org.feathers4j.sql.SqlDatabase} the database that several services share, with its connections and
 * transactions.
 */
@NullMarked
package org.feathers4j.sql;

import org.jspecify.annotations.NullMarked;
