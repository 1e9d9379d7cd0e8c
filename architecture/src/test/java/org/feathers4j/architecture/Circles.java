package org.feathers4j.architecture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;

/**
 * Groups of top-level types of one package that all need each other, directly or through further types of the group: the strongly connected components of their
 * dependencies, after Tarjan. A nested type counts as the type around it.
 */
final class Circles {
    private final Map<String, Set<String>> needs;
    private final Map<String, Integer> found = new HashMap<>();
    private final Map<String, Integer> lowest = new HashMap<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final List<Set<String>> circles = new ArrayList<>();

    private Circles(Map<String, Set<String>> needs) {
        this.needs = needs;
    }

    /** The circles of two types and more, the largest first. */
    static List<Set<String>> of(JavaClasses classes, String packageName) {
        Map<String, Set<String>> needs = classes.stream()
                .filter(type -> type.getPackageName().equals(packageName))
                .collect(Collectors.groupingBy(
                        Circles::outer,
                        Collectors.flatMapping(
                                type -> type.getDirectDependenciesFromSelf().stream()
                                        .map(Dependency::getTargetClass)
                                        .map(JavaClass::getBaseComponentType)
                                        .filter(target ->
                                                target.getPackageName().equals(packageName))
                                        .map(Circles::outer),
                                Collectors.toCollection(TreeSet::new))));
        var circles = new Circles(needs);
        for (String type : new TreeSet<>(needs.keySet())) if (!circles.found.containsKey(type)) circles.visit(type);
        circles.circles.sort(Comparator.<Set<String>>comparingInt(Set::size).reversed());
        return circles.circles;
    }

    private static String outer(JavaClass type) {
        String name = type.getName().substring(type.getPackageName().length() + 1);
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private void visit(String type) {
        int number = found.size();
        found.put(type, number);
        lowest.put(type, number);
        path.push(type);
        for (String other : needs.getOrDefault(type, Set.of())) {
            if (!found.containsKey(other)) visit(other);
            if (path.contains(other)) lowest.merge(type, lowest.get(other), Math::min);
        }
        if (lowest.get(type) < number) return;
        var circle = new TreeSet<String>();
        while (!circle.contains(type)) circle.add(path.pop());
        if (circle.size() > 1) circles.add(circle);
    }
}
