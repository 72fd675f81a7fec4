"""Ordinary English words: never taken for a misspelt term, nor for an acronym in a letter's capitals.

Not a dictionary. It holds words that people write often, and the ordinary words that happen to be
acronyms in health and social care (it, may, must, send, pals, nice), or one letter from a term (career, content).
"""

from __future__ import annotations

_FUNCTION = """
a about above after again against all along also although always am among an and another any anyone anything are
around as at away be because been before being below between both but by can cannot could did do does doing done down
during each either else enough even ever every everyone everything few for from further get gets getting give given go
goes going gone got had has have having he hence her here hers herself him himself his how however i if in into is it
its itself just last least less let like made make makes making many may me might mine more most much must my myself
near neither never next no nobody none nor not nothing now of off often on once one only onto or other others ought
our ours out over own per please put quite rather really same shall she should since so some someone something soon
still such than that the their theirs them themselves then there therefore these they thing things this those though
through thus to today together tomorrow tonight too towards two under until up upon us use used using very via was we
well were what whatever when where whether which while who whole whom whose why will with within without would yes
yesterday yet you your yours yourself
"""

_EVERYDAY = """
chai nomad
del des el la las le les los mas rio san un une von
able accept access account ace aces act action active actual add address adult advice afraid afternoon age ages ago
agree air album alone already alright amp anger angry animal answer apple apply april area arm arms art ask asked
asleep audit august aunt autumn baby back bad bag ball banana band bank base basic bath battery beach bear bed begin
behind best better bicycle big bike bill bird birth birthday bit black blood blue board boat body book born bottle
bottom bowl box boy bread break breakfast bridge bring broken brother brown budget build building burn bus business
busy butter buy cake calendar call called camera camp candle capital car card care careful carpet case cash castle cat
catch cause centre certain chair chance change charge cheap check checklist cheese chef cherry chicken child children
chocolate choice choose church cinema circle city claim class clean clear client climb clinic clock close clothes
cloud club coach coast coat code coffee coil cold colour come comes common community company complete computer concert
contact contract cook cool cop copy core corner cost cottage could council country county couple course cover cow
craft crash create cricket cross cry cup curtain customer cut cycle dad daily damage dance dark data date daughter day
days dead deal dear death december decide deep delay deliver delivery delusions dentist depot design desk detail
detained develop difference different difficult dinner direct direction dirty dish doctor dog dollar dolls door double
doubt drag draw dream dress drink drive driver drop dry due dust duty early earn earth east easter easy eat effect egg
eight electric email end energy enjoy enter entry equipment error evening event exact example except exercise expect
expert explain eye face fact fail fair fall family famous far farm fast father fault favourite fear february feed feel
feeling feet festival field fight figure fill film final find fine finger finish fire first fish fit five fix flag
flat flight floor flour flower fly follow food foot football force foreign forget form forward found four free fresh
friday friend friends front fruit full fun funny future gain game garage garden gas gate general gentle gift girl glad
glass goal gold golf good grand grandmother grant grass great green ground group grow guardian guess guide guitar gum
hair half hall hand happen happy hard hat hate head headstart health hear heart heat heavy height hello help hidden
high hill history hit hobby hold hole holiday home hope horse hospital hot hotel hour hours house huge human hundred
hungry hurry hurt husband ice idea ill imagine implant important inch include increase information inside instead
insurance interest internet invite iron island issue item january job join joke journey juice july jump june keep
kettle key keys kick kid kids kill kind king kitchen knee knife knock know known lady lake lamp land language large
late later laugh law lay lead leader leaf league learn leave left leg lemon lend length lesson letter level library
lie life lift light line link links lion list listen little live local lock long look lord lose loss lost lot loud
love low luck lucky lunch machine magazine mail main man manage manager map march mark market marriage married mash
match matter meal mean means meat medal medical medicine meet meeting member memory men mend menu message metal middle
midnight mile milk million mind minute mirror miss mistake mix mobile model moment monday money month months moon
morning mother mountain mouse mouth move movie mum mus muscle museum music name narrow national nature neat necessary
neck need needs neighbour nephew network new news newspaper nice niece night nine noise normal north nose note notice
november number nurse object ocean october offer office officer oil old open option orange order organ outcome outside
oven owner pack page paid pain paint pair pal pals panel pants paper parcel parent parents park parking part partner
party pass password past path pay peace peg pen pencil people pepper perfect period person pet petrol phone photo
piano pick picture pie piece pink pip pipe pitch pizza place plan plane plant plate play player plenty plumber plus
pocket poem point police policy polite poor popular port position possible post potato pound power practice prep
prepare present president pressure pretty prevent price prince print prison private prize problem process product
project promise proper protect proud provide provider public pull pupil purple push quality queen question quick quiet
quilt rabbit race radio rag rail rain raise range rate reach read ready real reason receive recent recipe record
recovery red reduce refer relative remember rent repair repeat reply report request respect rest restaurant result
return rice rich ride right ring risk river road rock role roof room root rose round route rule run running sad safe
salad salary sale salt sand sandwich saturday sauce save say school science score sea search season seat second secret
section see sell send sense sentence september serious service set seven several shape share sheet shelf ship shirt
shoe shop short shoulder shout show shower sick side sign signal silver similar simple sing single sister site
situation six size skill skin skirt sky slam sleep slow small smell smile smoke snow soap sob social sock soft son
song sort sound soup source south space spare speak special specialist speed spell spend spider spoon sport spring
square staff stage stairs stamp stand standard star start state statement station stay steal steam step stick stomach
stone stop store storm story straight strange street strong student study style sugar suggest suit summary summer sun
sunday support sure surgery surname surprise sweet swim swimming system table tablet take talk tall tap taste tax taxi
tea teach teacher team telephone television tell ten tender tennis term terms test thank thanks theatre thick thin
think third thirsty thousand three thrive thursday ticket tidy time times tired title toast toe toilet tomato tooth
top total touch tour towel tower town toy track trade traffic train transition travel tree trial trip trouble trousers
true trunk trust try tuesday turn twice type umbrella uncle understand uniform unit university unusual upset usual
vegetable village violin visit visitor voice wait waiting wake walk wall want war warm wash watch water way weak wear
weather website wedding wednesday week weekend weeks weight welcome west wet wheel white wide wife wild win wind
window wine winter wish woman women wonderful wood wool word words work worker world worry worse worst wrap write
wrong year years yellow young zero zoo
"""

_NEAR_TERMS = """
artistic atheism bloody bloom blooms career careers carolina caroline carolyn carriers carter carver casual casually
charter chronicle consolation constant constitution consulting content convent deception delight demolition demons
detailed detection entire evolution expression imbalance impatient impressive iteration mentor monetary monterey
parental preferred preventive provided provides revered sanctioned sectional socialist stationed streak strike struck
suction tradition traditions tragedy transaction transactions translation translations
"""

ORDINARY = frozenset((_FUNCTION + _EVERYDAY + _NEAR_TERMS).split())
EMPHASIS = frozenset(_FUNCTION.split())

_ASKED_BEFORE = """
what whats which who whos is are was were does do did the a an mean meaning means definition define explain of tell me
about happened to replaced became runs my our your please can you i we know need want look up lookup find called stand
stands for hi hello how has have if letter says said saying and or acronym abbreviation term word so there any this it
its theyre theres explained in on at full name
"""
_ASKED_AFTER = """
mean means meaning stand stands for now today please definition explained explain abbreviation acronym still exist
exists existing called in here there do does about anymore more any be is was are it again then currently stood short to
jargon glossary term and the this that nhs
"""

ASKED_BEFORE = frozenset(_ASKED_BEFORE.split())
ASKED_AFTER = frozenset(_ASKED_AFTER.split())
