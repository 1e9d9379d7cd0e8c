package org.feathers4j.hooks;

import java.util.List;
import java.util.Map;

import org.feathers4j.MethodKind;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of the data of each method.
 *
 * @param create for create and custom methods
 * @param update for update
 * @param patch for patch
 */
public record DataSchemas(Schema create, Schema update, Schema patch) {
    /** The same schema for all, but no property is required of a patch. */
    public static DataSchemas of(Schema create) {
        Map<String, @Nullable Object> partial = Fields.copy(create.definition());
        partial.put("required", List.of());
        return new DataSchemas(create, create, create.with(partial));
    }

    /** Another schema for update. */
    public DataSchemas update(Schema schema) {
        return new DataSchemas(create, schema, patch);
    }

    /** Another schema for patch. */
    public DataSchemas patch(Schema schema) {
        return new DataSchemas(create, update, schema);
    }

    Schema of(MethodKind kind) {
        return switch (kind) {
            case UPDATE -> update;
            case PATCH -> patch;
            case CREATE, CUSTOM, FIND, GET, REMOVE -> create;
        };
    }
}
