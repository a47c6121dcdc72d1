"""Words for made-up statistics, of the kind that reports print."""


def _listed(text: str) -> list[str]:
    return text.strip().split("\n")


PLACES = _listed("""
Northern region
Southern counties
Eastern district
Western coast
Central valley
Lake area
Upper plains
Lower delta
Island territories
Capital area
Mountain states
River basin
Border zone
Metropolitan
Nonmetropolitan
""")
TRADES = _listed("""
Agriculture, forestry and fishing
Mining
Construction
Manufacturing
Durable goods
Nondurable goods
Transportation and warehousing
Utilities
Wholesale trade
Retail trade
Information
Finance and insurance
Real estate
Educational services
Health care and social assistance
Arts and recreation
Other services
Public administration
Federal
State and local
Food services and drinking places
Professional and technical services
Management of companies and enterprises
Administrative and waste services
""")
PEOPLE = _listed("""
Under 18 years
18 to 24 years
25 to 44 years
45 to 64 years
65 years and over
Less than high school
High school graduate
Some college, no degree
Bachelor's degree or higher
Never married
Married, spouse present
Widowed
Divorced or separated
Employed
Unemployed
Not in labor force
Owner occupied
Renter occupied
White alone
Black or African American alone
Asian alone
Two or more races
Hispanic or Latino (of any race)
""")
BUDGET = _listed("""
Salaries and expenses
Grants to States
Research and development
Contract authority
Trust fund receipts
Interest on the public debt
Offsetting collections
Unobligated balance brought forward
Procurement
Operation and maintenance, Defense-wide
Military construction
Family housing
Program administration
Emergency relief
Rural development loans
Payments for water quality improvement projects in small communities
Child nutrition programs
Special supplemental assistance for women, infants, and children
""")
MEASURES = _listed("""
Number
Percent
Total
Amount
Rate
Standard error
Median income
Mean
Change
Share
Index
Ratio
Estimate
Margin of error
Lower bound
Upper bound
Average cost
Net value
Hours
Persons
""")
GROUPS = _listed("""
Male
Female
Both sexes
Urban
Rural
First quarter
Second quarter
Imports
Exports
Public
Private
Baseline
Alternative
Actual
Projected
Treatment group
Control group
Current dollars
Constant dollars
All families
""")
UNITS = ["(thousands)", "(percent)", "($ million)", "(per 1,000)", "(kg/ha)", "(%)", "(2010 = 100)", "(acres)"]
SENTENCES = [
    "The agency reviews the application and issues a decision within thirty days of receipt",
    "Projects that receive funding must report progress every quarter until completion",
    "Field offices collect samples at fixed stations and send them to the central laboratory",
    "Only households with complete responses in both interviews were kept",
    "Applicants may appeal in writing to the regional director",
    "The program provides technical assistance to small communities",
    "Contractors follow the schedule agreed at the start of each fiscal year",
    "Measurements below the detection limit are reported as not detected",
    "States may set stricter limits where local conditions require them",
    "Coordination with other departments is the responsibility of the lead office",
    "Training is offered twice a year and is free of charge",
    "Results are published on the website and in the annual report",
    "The estimate is based on the sample survey and excludes persons living in institutions",
    "A change in the method of collection affects comparison with earlier years",
    "Values were rounded after all computations had been made",
    "The pulse amplitude was increased in steps while the width was kept constant",
    "Read noise was measured at low bias with a source meter after each programming step",
]
TOPICS = _listed("""
Licensing
Inspection
Enforcement
Public outreach
Data collection
Emergency response
Monitoring
Permits
Training
Quality assurance
Planning
Grants management
Waste handling
Records
Procurement
Safety review
""")
NOTES = _listed("""
Source: Annual survey, published tables.
Note: Detail may not add to totals because of rounding.
(NA) Not available.
^{a} Includes categories not shown separately.
^{1} Preliminary.
* Significant at the 5 percent level.
Source: Administrative records; staff calculations.
NOTE.—Figures in parentheses are standard errors.
""")
