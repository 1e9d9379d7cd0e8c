package org.feathers4j.hooks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.FeathersException;
import org.feathers4j.Hook;
import org.feathers4j.HookContext;
import org.jspecify.annotations.Nullable;

/**
 * Refuses data without certain fields. The message is that of feathers-hooks-common (src/hooks/required.ts), which names the first field; {@code errors} has
 * them all.
 */
record Required(List<String> fields) implements Hook {
    @Override
    public void run(HookContext context) {
        if (context.data() instanceof List<?> items) items.forEach(this::check);
        else check(context.data());
    }

    private void check(@Nullable Object item) {
        var problems = new LinkedHashMap<String, Object>();
        for (String field : fields) {
            String problem = problem(Fields.get(item, field));
            if (problem != null) problems.put(field, problem);
        }
        if (problems.isEmpty()) return;
        Map.Entry<String, Object> first = problems.entrySet().iterator().next();
        throw FeathersException.badRequest("Field %s %s. (required)", first.getKey(), first.getValue())
                .withErrors(problems);
    }

    private static @Nullable String problem(@Nullable Object value) {
        if (Fields.MISSING.equals(value)) return "does not exist";
        return value == null || "".equals(value) ? "is null" : null;
    }
}
