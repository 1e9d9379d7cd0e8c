package org.feathers4j.memory;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.feathers4j.FeathersException;
import org.feathers4j.JsText;
import org.feathers4j.JsonCopies;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a record that a {@code $select} names: the existing ones at the top level that exist, and always the id.
 * Immutable, for all threads.
 */
public final class Selection {
    /** Null: all fields. */
    private final @Nullable Set<String> fields;

    private Selection(@Nullable Set<String> fields) {
        this.fields = fields;
    }

    /**
     * The selection for the value of a {@code $select}.
     *
     * @param select a list of names; a text is a list of one (Feathers takes it apart into characters); null selects everything
     * @param id the name of the field that is always there
     * @throws FeathersException BadRequest for anything else
     */
    public static Selection of(@Nullable Object select, String id) {
        return switch (select) {
            case null -> new Selection(null);
            case String name -> named(List.of(name), id);
            case List<?> names -> named(names, id);
            default -> throw FeathersException.badRequest("$select must be a list of names");
        };
    }

    private static Selection named(List<?> names, String id) {
        var fields = new LinkedHashSet<String>();
        for (Object name : names) fields.add(JsText.of(name));
        fields.add(id);
        return new Selection(fields);
    }

    /** A deep copy of the selected fields as plain JSON, dates as ISO text; the caller's to change. */
    public Map<String, @Nullable Object> copy(Map<String, ? extends @Nullable Object> record) {
        if (fields == null) return JsonCopies.mutable(record);
        var copy = new LinkedHashMap<String, @Nullable Object>();
        for (String field : fields)
            if (record.containsKey(field)) copy.put(field, JsonCopies.mutable(record.get(field)));
        return copy;
    }
}
