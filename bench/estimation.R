# The work of bench/estimation.py by the R package survey: `Rscript estimation.R FOLDER`.
# Reading is not counted. Raked as respondents, then means and errors by organ and dimension.
suppressMessages(library(survey))
folder <- commandArgs(TRUE)[1]
column <- function(name) readBin(file.path(folder, name), "integer", 1e9, size = 4)
people <- data.frame(stratum = column("stratum"), a = column("a"), b = column("b"))
rows <- data.frame(ballot = column("ballot"), organ = column("organ"), dimension = column("dimension"), points = column("points"))
size <- column("population"); totals_a <- column("totals_a"); totals_b <- column("totals_b")
begin <- proc.time()
people$w <- size[people$stratum + 1] / as.vector(table(people$stratum))[people$stratum + 1]
design <- svydesign(id = ~1, strata = ~stratum, weights = ~w, data = people)
n <- sum(size)
raked <- rake(design, list(~a, ~b), list(
  data.frame(a = seq_along(totals_a) - 1, Freq = n * totals_a / sum(totals_a)),
  data.frame(b = seq_along(totals_b) - 1, Freq = n * totals_b / sum(totals_b))), control = list(maxit = 100, epsilon = 1e-7))
rows$w <- weights(raked)[rows$ballot + 1]
rows$stratum <- people$stratum[rows$ballot + 1]
rows <- rows[rows$points >= 0, ]
d <- svydesign(id = ~ballot, strata = ~stratum, weights = ~w, data = rows, nest = FALSE)
found <- svyby(~points, ~organ + dimension, d, svymean)
spent <- proc.time() - begin
cat(spent[["elapsed"]], spent[["user.self"]] + spent[["sys.self"]], "\n")
found <- found[order(found$organ, found$dimension), ]
writeBin(as.numeric(found$points), file.path(folder, "r_mean")); writeBin(as.numeric(found$se), file.path(folder, "r_se"))
