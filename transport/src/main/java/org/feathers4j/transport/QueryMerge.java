package org.feathers4j.transport;

import java.util.List;
import java.util.Map;

/**
 * Puts the pieces of a query string together by the rules of qs, the parser behind Express (qs 6.17, lib/parse.js and lib/utils.js). A piece is a text, a
 * {@link QueryList} or a {@link QueryObject}; containers are changed in place.
 */
final class QueryMerge {
    private QueryMerge() {}

    /** What a name that occurs more than once stands for: all its values in one array. */
    static Object combined(Object first, Object second) {
        if (first instanceof QueryObject object) {
            if (second instanceof QueryList list) list.items.values().forEach(object::appendOverflow);
            else object.appendOverflow(second);
            return object;
        }
        QueryList list = first instanceof QueryList existing ? existing : QueryList.of(first);
        list.concat(second);
        return list.length() > QueryList.LIMIT ? list.overflown() : list;
    }

    /** The containers that the parts of a name put around a value. */
    static Object nested(List<String> parts, Object value) {
        Object leaf = value;
        for (String part : parts.reversed()) leaf = around(part, leaf);
        return leaf;
    }

    private static Object around(String part, Object leaf) {
        if (part.equals("[]")) {
            if (leaf instanceof QueryObject object && object.overflow != QueryObject.NONE) return leaf;
            return combined(new QueryList(), leaf);
        }
        boolean bracketed = part.startsWith("[") && part.endsWith("]");
        String name = bracketed ? part.substring(1, part.length() - 1) : part;
        int index = bracketed ? QueryKey.index(name) : QueryObject.NONE;
        if (index >= 0 && index < QueryList.LIMIT) {
            var list = new QueryList();
            list.items.put(index, leaf);
            return list;
        }
        // qs drops the value but keeps the containers around it, so that nothing remains but what others put there
        var object = name.equals("__proto__") ? new QueryObject() : QueryObject.of(name, leaf);
        if (index >= 0) object.overflow = index;
        return object;
    }

    static Object merged(Object target, Object source) {
        if (source instanceof String text) return text.isEmpty() ? target : withText(target, text);
        if (target instanceof String) return withContainer(target, source);
        if (target instanceof QueryList list) {
            if (source instanceof QueryList more) return joined(list, more);
            QueryObject object = list.toObject();
            if (list.conflict) object.conflict = list.length() - 1;
            return members(object, source);
        }
        return members((QueryObject) target, source);
    }

    private static Object withText(Object target, String text) {
        switch (target) {
            case QueryList list -> {
                boolean full = list.items.size() >= QueryList.LIMIT;
                list.append(text);
                return full ? list.overflown() : list;
            }
            case QueryObject object when object.overflow != QueryObject.NONE -> object.appendOverflow(text);
            case QueryObject object when object.conflict != QueryObject.NONE -> object.appendConflict(text);
            case QueryObject object -> {
                QueryList pair = QueryList.of(object, text);
                pair.conflict = true;
                return pair;
            }
            default -> {
                return QueryList.of(target, text);
            }
        }
        return target;
    }

    private static Object withContainer(Object first, Object source) {
        if (source instanceof QueryObject object && object.overflow != QueryObject.NONE) return object.shiftedBy(first);
        QueryList list = QueryList.of(first);
        list.concat(source);
        return list.length() > QueryList.LIMIT ? list.overflown() : list;
    }

    private static Object joined(QueryList target, QueryList source) {
        source.items.forEach((index, item) -> {
            Object present = target.at(index);
            if (present == null) target.items.put(index, item);
            else if (present instanceof String || item instanceof String) target.append(item);
            else target.items.put(index, merged(present, item));
        });
        return target.items.size() > QueryList.LIMIT ? target.overflown() : target;
    }

    private static QueryObject members(QueryObject target, Object source) {
        QueryObject more = source instanceof QueryList list ? list.toObject() : (QueryObject) source;
        for (Map.Entry<String, Object> member : more.members.entrySet()) {
            Object present = target.members.get(member.getKey());
            Object value = member.getValue();
            target.members.put(member.getKey(), present == null ? value : merged(present, value));
            if (more.overflow != QueryObject.NONE && target.overflow == QueryObject.NONE)
                target.overflow = Math.max(target.highestIndex(), more.overflow);
            target.counted(member.getKey());
        }
        return target;
    }
}
