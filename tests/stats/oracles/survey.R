# Reference figures from the R package survey: `Rscript survey.R made.csv > survey.json`.
# Two sources: made.csv (our own made-up round) and the package's own school data (api), of which
# only sums by cell or cluster are printed, enough to estimate from.
suppressMessages(library(survey))
options(survey.lonely.psu = "adjust")
data(api)

num <- function(x) paste0("[", paste(ifelse(is.finite(x), sprintf("%.17g", x), "null"), collapse = ","), "]")
txt <- function(x) paste0("[", paste0('"', x, '"', collapse = ","), "]")
obj <- function(...) { a <- list(...); paste0("{", paste(sprintf('"%s":%s', names(a), a), collapse = ",\n"), "}") }
mat <- function(m) paste0("[", paste(apply(m, 1, num), collapse = ",\n"), "]")
mean_of <- function(d, ...) {
  r <- svymean(~api00, d, deff = "replace")
  types <- levels(d$variables$stype)
  ratios <- lapply(types, function(t) {
    d$variables$y <- d$variables$api00 * (d$variables$stype == t); d$variables$x <- as.numeric(d$variables$stype == t)
    svyratio(~y, ~x, d)
  })
  w <- weights(d)
  for (k in seq_along(types)) {
    own <- d$variables$stype == types[k]
    d$variables[[paste0("u", k)]] <- own * (d$variables$api00 - coef(ratios[[k]])) / sum(w[own])
  }
  obj(mean = num(coef(r)), se = num(SE(r)), deff = num(deff(r)), by_type = num(sapply(ratios, coef)),
      by_type_se = num(sapply(ratios, SE)), by_type_cov = mat(vcov(svytotal(~u1 + u2 + u3, d))), ...)
}

# --- api: stratified by type of school; post-strata and margins from the population ---
# the data set holds its weights in single precision: population over sample, exactly
apistrat$pw <- as.vector(table(apipop$stype)[apistrat$stype] / table(apistrat$stype)[apistrat$stype])
strat <- svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = apistrat)
flat <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat)
wide <- table(apipop$sch.wide); comp <- table(apipop$comp.imp)
ps <- data.frame(sch.wide = names(wide), Freq = as.vector(wide))
m1 <- ps; m2 <- data.frame(comp.imp = names(comp), Freq = as.vector(comp))
post <- postStratify(strat, ~sch.wide, ps)
raked <- rake(flat, list(~sch.wide, ~comp.imp), list(m1, m2), control = list(maxit = 500, epsilon = 1e-10))
pop <- c(`(Intercept)` = sum(wide), sch.wideYes = wide[["Yes"]], comp.impYes = comp[["Yes"]])
bounded <- calibrate(flat, ~sch.wide + comp.imp, pop, calfun = "raking", bounds = c(0.6, 1.4), maxit = 500, epsilon = 1e-11)
key <- with(apistrat, interaction(stype, sch.wide, comp.imp, sep = "/", lex.order = TRUE, drop = TRUE))
sums <- function(f) as.vector(tapply(apistrat$api00, key, f))
first <- match(levels(key), key)
by_cell <- function(d) weights(d)[first]
cells <- obj(type = num(as.integer(apistrat$stype)[first] - 1), wide = num(as.integer(apistrat$sch.wide)[first] - 1),
  comp = num(as.integer(apistrat$comp.imp)[first] - 1), n = num(sums(length)), s = num(sums(sum)),
  ss = num(sums(function(x) sum(x^2))))

# --- api: clusters (districts) with equal and with unequal weights ---
one <- svydesign(id = ~dnum, weights = ~pw, data = apiclus1)
one_f <- svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = apiclus1)
two <- svydesign(id = ~dnum, weights = ~pw, data = apiclus2)
cluster <- function(d, data, ...) {
  r <- svymean(~api00, d, na.rm = TRUE)
  f <- factor(data$dnum)
  obj(w = num(as.vector(tapply(data$pw, f, `[`, 1))), s = num(as.vector(tapply(data$api00, f, sum))),
      m = num(as.vector(tapply(data$api00, f, length))), mean = num(coef(r)), se = num(SE(r)), ...)
}

# --- the made-up round ---
made <- read.csv(commandArgs(TRUE)[1])
size <- c(600, 400); made$w <- size[made$stratum + 1] / as.vector(table(made$stratum)[made$stratum + 1])
made$N <- size[made$stratum + 1]
plain <- svydesign(id = ~1, strata = ~stratum, weights = ~w, data = made)
fin <- svydesign(id = ~1, strata = ~stratum, weights = ~w, fpc = ~N, data = made)
places <- data.frame(place = 0:2, Freq = c(500, 300, 200)); ages <- data.frame(age = 0:1, Freq = c(450, 550))
to_margins <- function(d) rake(d, list(~place, ~age), list(places, ages), control = list(maxit = 1000, epsilon = 1e-11))
calibrated <- calibrate(plain, ~factor(place) + age, c(`(Intercept)` = 1000, `factor(place)1` = 300, `factor(place)2` = 200, age = 550),
  calfun = "raking", maxit = 500, epsilon = 1e-13)
domains <- sub("^s", "", grep("^s[0-9]", names(made), value = TRUE))
figures <- function(d) {
  ratios <- lapply(domains, function(k) svyratio(as.formula(paste0("~s", k)), as.formula(paste0("~m", k)), d))
  mean <- sapply(ratios, coef)
  lambda <- c(0.3, 0.4, 0.3)
  w <- weights(d)
  u <- sapply(0:3, function(o) rowSums(sapply(0:2, function(k) {
    s <- made[[paste0("s", o, k)]]; m <- made[[paste0("m", o, k)]]
    lambda[k + 1] * (s - mean[3 * o + k + 1] * m) / sum(w * m) })))
  d$variables <- cbind(d$variables, u0 = u[, 1], u1 = u[, 2], u2 = u[, 3], u3 = u[, 4])
  obj(mean = num(mean), se = num(sapply(ratios, SE)), score = num(as.vector(lambda %*% matrix(mean, 3))),
      covariance = mat(vcov(svytotal(~u0 + u1 + u2 + u3, d))))
}

cat(obj(
  made_by = txt(c(R.version.string, paste("survey", packageVersion("survey")))),
  api = obj(population = num(as.vector(table(apipop$stype))), wide = num(as.vector(wide)), comp = num(as.vector(comp)),
    cells = cells,
    stratified = mean_of(strat), stratified_without_fpc = mean_of(flat), post_stratified = mean_of(post, weights = num(by_cell(post))),
    raked = mean_of(raked, weights = num(by_cell(raked))), bounded = mean_of(bounded, weights = num(by_cell(bounded)))),
  clusters = obj(one_stage = cluster(one, apiclus1), one_stage_finite = cluster(one_f, apiclus1, population = num(757)), two_stage = cluster(two, apiclus2)),
  made = obj(plain = figures(plain), finite = figures(fin), raked = figures(to_margins(plain)), calibrated = figures(calibrated))
), "\n")
