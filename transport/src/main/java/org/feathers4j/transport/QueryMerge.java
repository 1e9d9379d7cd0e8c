package org.feathers4j.transport;

import java.util.List;
import java.util.Map;

import org.feathers4j.FeathersException;

/**
 * Puts the pieces of a query string together by the rules of qs, the parser behind Express (qs 6.17, lib/parse.js and lib/utils.js), except that no value is lost
 * or changes its meaning: a query beyond a limit is refused. A piece is a text, a {@link QueryList} or a {@link QueryObject}; containers are changed in place.
 */
record QueryMerge(QueryLimits limits) {
    /** The value of a name that occurs more than once: all its values in one array. */
    Object combined(Object first, Object second) {
        QueryList list = first instanceof QueryList existing ? existing : QueryList.of(first);
        list.concat(second);
        return checked(list);
    }

    /**
     * The containers that the parts of a name put around a value.
     *
     * @throws FeathersException BadRequest for an index beyond the limit, of which qs makes the name of a member, and for a name that qs drops
     */
    Object nested(List<String> parts, Object value) {
        Object leaf = value;
        for (String part : parts.reversed()) leaf = around(part, leaf);
        return leaf;
    }

    private Object around(String part, Object leaf) {
        if (part.equals("[]")) return combined(new QueryList(), leaf);
        boolean bracketed = part.startsWith("[") && part.endsWith("]");
        String name = bracketed ? part.substring(1, part.length() - 1) : part;
        int index = bracketed ? QueryKey.index(name) : QueryObject.NONE;
        if (index >= 0) {
            limits.checkListLength(index + 1L);
            var list = new QueryList();
            list.items.put(index, leaf);
            return list;
        }
        QueryLimits.checkName(name);
        return QueryObject.of(name, leaf);
    }

    Object merged(Object target, Object source) {
        if (source instanceof String text) return withText(target, text);
        if (target instanceof String) return combined(target, source);
        if (target instanceof QueryList list) {
            if (source instanceof QueryList more) return joined(list, more);
            QueryObject object = list.toObject();
            if (list.conflict) object.conflict = list.length() - 1;
            return members(object, source);
        }
        return members((QueryObject) target, source);
    }

    private Object withText(Object target, String text) {
        return switch (target) {
            case QueryList list -> {
                list.append(text);
                yield checked(list);
            }
            case QueryObject object
            when object.conflict != QueryObject.NONE -> {
                object.appendConflict(text);
                yield object;
            }
            case QueryObject object -> {
                QueryList pair = QueryList.of(object, text);
                pair.conflict = true;
                yield pair;
            }
            default -> QueryList.of(target, text);
        };
    }

    private QueryList joined(QueryList target, QueryList source) {
        source.items.forEach((index, item) -> {
            Object present = target.at(index);
            if (present == null) target.items.put(index, item);
            else if (present instanceof String || item instanceof String) target.append(item);
            else target.items.put(index, merged(present, item));
        });
        return checked(target);
    }

    private QueryList checked(QueryList list) {
        limits.checkListLength(list.items.size());
        return list;
    }

    private QueryObject members(QueryObject target, Object source) {
        QueryObject more = source instanceof QueryList list ? list.toObject() : (QueryObject) source;
        for (Map.Entry<String, Object> member : more.members.entrySet()) {
            Object present = target.members.get(member.getKey());
            Object value = member.getValue();
            target.members.put(member.getKey(), present == null ? value : merged(present, value));
            target.counted(member.getKey());
        }
        return target;
    }
}
