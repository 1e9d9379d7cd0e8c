package org.feathers4j.sql;

import org.jooq.Field;

/**
 * A column of a table, as the database describes it.
 *
 * @param typeName the database's own name of the type
 * @param size the most characters or digits; 0 when it is not known
 * @param scale the most digits after the decimal point, where there is a size
 * @param computed whether the database computes its values, so that none can be given
 * @param field for statements
 */
record Column(
        String name, ColumnType type, String typeName, int size, int scale, boolean computed, Field<Object> field) {}
