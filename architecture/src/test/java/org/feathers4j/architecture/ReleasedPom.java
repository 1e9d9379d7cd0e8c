package org.feathers4j.architecture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * What a release takes from a pom.xml, without what it inherits.
 *
 * @param moduleName of the Java module, empty where there is none
 * @param elements the names of all elements of the project
 * @param managed the artifacts of this project in its dependencyManagement
 * @param isKeptHere that it is not published
 */
record ReleasedPom(
        String artifactId,
        String name,
        String description,
        String moduleName,
        Set<String> elements,
        List<String> modules,
        List<String> managed,
        boolean isKeptHere) {

    static ReleasedPom read(Path file) throws IOException {
        try {
            Element project = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
            return new ReleasedPom(
                    text(project, "artifactId"),
                    text(project, "name"),
                    text(project, "description"),
                    texts(project, "properties", "module.name").stream()
                            .findFirst()
                            .orElse(""),
                    elements(project, "*").map(Element::getTagName).collect(Collectors.toSet()),
                    texts(project, "modules", "module"),
                    elements(project, "dependencyManagement", "dependencies", "dependency")
                            .filter(dependency -> text(dependency, "groupId").equals("org.feathers4j"))
                            .map(dependency -> text(dependency, "artifactId"))
                            .toList(),
                    texts(project, "properties", "maven.deploy.skip").contains("true"));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + " is no POM", e);
        }
    }

    boolean says(String element) {
        return elements.contains(element);
    }

    boolean hasParent() {
        return says("parent");
    }

    private static String text(Element parent, String name) {
        return texts(parent, name).stream().findFirst().orElse("");
    }

    private static List<String> texts(Element parent, String... path) {
        return elements(parent, path).map(Element::getTextContent).toList();
    }

    /** The elements at the end of the path below the parent; "*" is any name. */
    private static Stream<Element> elements(Element parent, String... path) {
        Stream<Element> found = Stream.of(parent);
        for (String name : path) found = found.flatMap(element -> children(element, name));
        return found;
    }

    private static Stream<Element> children(Element parent, String name) {
        var all = parent.getChildNodes();
        return IntStream.range(0, all.getLength())
                .mapToObj(all::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .filter(child -> name.equals("*") || child.getTagName().equals(name));
    }
}
