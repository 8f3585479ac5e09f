// Validates PDF files against PDF/A-3a and PDF/UA-1 with the veraPDF engine: one line per file and norm.

import java.io.File;
import java.util.stream.Collectors;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

class Validate {
    static final PDFAFlavour[] NORMS = {PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1};

    public static void main(String[] files) {
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            for (PDFAFlavour norm : NORMS) {
                System.out.println(file + "\t" + norm.getId() + "\t" + verdict(new File(file), norm));
            }
        }
    }

    /** "ok" with the number of checks, or the failed rules with the number of failures. */
    static String verdict(File file, PDFAFlavour norm) {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, norm);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(norm, false)) {
            ValidationResult result = validator.validate(parser);
            if (result.isCompliant()) {
                return "ok\t" + result.getTotalAssertions();
            }
            return "failed\t" + result.getFailedChecks().entrySet().stream()
                    .map(rule -> rule.getKey().getClause() + "-" + rule.getKey().getTestNumber() + " ×" + rule.getValue())
                    .sorted()
                    .collect(Collectors.joining(", "));
        } catch (Exception error) {
            return "failed\t" + error;
        }
    }
}
